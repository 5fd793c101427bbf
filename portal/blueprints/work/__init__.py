"""A learner's work and its versions: draft, send, take back, revise, compare."""
