"""Pages of pieces that a learner arranges, and what an employer sees of them."""
