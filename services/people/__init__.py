"""People and what makes them one: identities, links, logins, companies, limits of guests."""
