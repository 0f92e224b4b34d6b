"""The pages for people: server-rendered, whole without a script. Every act is a verb that the commands call too."""
