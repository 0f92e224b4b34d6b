"""What a form and a message must look like: data first, with the loaders beside it."""
