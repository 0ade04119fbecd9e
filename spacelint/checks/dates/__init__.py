"""What a title says about when: its parts are read as claims and compared with the plan."""
