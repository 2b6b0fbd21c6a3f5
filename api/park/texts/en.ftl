### The park, as the API speaks of it. Key for key with zh.ftl.

emergency-fire = fire
emergency-ambulance = ambulance
emergency-police = police
emergency-emergency = the park’s own line
emergency-crisis = crisis line
