"""A title as a listener sees it: in a terminal, as SVG, HTML or PNG."""
