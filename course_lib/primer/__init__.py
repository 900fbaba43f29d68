"""What the course needs before it starts: explorables of the primer."""
