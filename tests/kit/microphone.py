"""A microphone for a browser of the tests."""

HUMS = """() => {
    navigator.mediaDevices.getUserMedia = async () => {
        const context = new (window.RealAudioContext ?? AudioContext)();
        const tone = context.createOscillator();
        const made = context.createMediaStreamDestination();
        tone.connect(made);
        tone.start();
        return made.stream;
    };
}"""
"""A microphone that hears a tone: the browser of the tests has none. It is recorded for real."""
