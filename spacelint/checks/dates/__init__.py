"""What a title says about when: read as claims and compared with the plan."""
