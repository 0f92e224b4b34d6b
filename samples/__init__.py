"""A made-up county and the writers of its documents. Every name, number and sentence here is invented."""
