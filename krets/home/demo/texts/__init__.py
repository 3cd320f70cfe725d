"""The words of the demo, by language. All organisations, people and figures are invented."""
