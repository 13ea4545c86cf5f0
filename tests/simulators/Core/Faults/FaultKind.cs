namespace Hub.Simulators.Core.Faults;

/// <summary>How the core misbehaves. "Booked" means the books hold the settlement whatever the caller hears.</summary>
public enum FaultKind
{
    /// <summary>Books at once, answers after the delay.</summary>
    LateAnswer,

    /// <summary>Books after the delay and answers then: an inquiry in between finds nothing.</summary>
    LateBooking,

    /// <summary>Books, then cuts the connection without an answer.</summary>
    LostAnswer,

    /// <summary>Books, then keeps the connection open without ever answering (until the delay is over or the caller leaves).</summary>
    SilentAnswer,

    /// <summary>Cuts the connection before anything is booked.</summary>
    LostRequest,

    /// <summary>Books twice, answers with the first.</summary>
    DoubleBooking,

    /// <summary>Answers the first time truly (after the delay) and every later time, and every 5203, with other amounts.</summary>
    ContradictingAnswer,

    /// <summary>Refuses with infcode -1; books nothing.</summary>
    Refusal,

    /// <summary>HTTP 500.</summary>
    Http500,

    /// <summary>HTTP 503.</summary>
    Http503,

    /// <summary>A gateway's HTML page with status 200.</summary>
    Html,

    /// <summary>Random bytes as JSON.</summary>
    Garbage,

    /// <summary>Half of the answer, then the connection is cut.</summary>
    Truncated,

    /// <summary>Bytes that claim to be gzip and are not.</summary>
    GarbageGzip,

    /// <summary>A small gzip body of 64 MB of zeros.</summary>
    GzipBomb,

    /// <summary>The answer that belongs to another message of the same kind.</summary>
    WrongCorrelation,

    /// <summary>Cuts this request before booking and refuses all connections for the delay.</summary>
    Down,
}
