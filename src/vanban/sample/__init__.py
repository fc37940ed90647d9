"""What `vanban new` writes: a skeleton plan, a sample project."""
