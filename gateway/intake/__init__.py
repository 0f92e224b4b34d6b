"""The doors for filings besides the web: the stream, the watched folder, files named on the command line."""
