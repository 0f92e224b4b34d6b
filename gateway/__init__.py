"""The doors: command line, HTTP interface, web pages, stream intake, folder intake."""
