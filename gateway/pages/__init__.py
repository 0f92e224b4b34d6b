"""The pages of the agencies and of the office: server-rendered, every one of them works without a script."""
