"""Skills over time, and the numbers of a cohort."""
