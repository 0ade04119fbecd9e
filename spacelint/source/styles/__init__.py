"""One module a way of writing a text: how to read it with the place of each character, and back."""
