"""Pages for people: values in, HTML out. Their templates and style stand beside `pages`."""
