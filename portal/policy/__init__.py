"""Every permission, one module per capability: what one may see, and what one may do."""
