"""The county's compliance report for a year 通报, as a page, a spreadsheet and JSON, all from one snapshot. Pure."""
