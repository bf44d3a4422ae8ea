"""The pages of the site: one module for each kind turns values into `Page`s; templates only lay out."""
