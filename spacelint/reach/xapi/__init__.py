"""What X says of handles, tags and Spaces, at a price known before."""
