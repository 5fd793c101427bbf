"""A learner's work and its versions."""
