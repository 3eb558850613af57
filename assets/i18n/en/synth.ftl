# Made-up households.
