"""What every area of the API stands on: routes, calls, answers, documents."""
