"""Pure Python machines: frozen dataclasses in and out, no framework, no clock, no chance of their own."""
