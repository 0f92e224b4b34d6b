"""Lists of words: their nouns, their files, and the one scan that finds them all."""
