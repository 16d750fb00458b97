"""The public models, what they and custom ones answer, and the graphs of workflows."""
