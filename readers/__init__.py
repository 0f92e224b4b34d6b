"""Document -> Report. One module per container format makes neutral blocks; one interpreter makes the report."""
