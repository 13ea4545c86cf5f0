namespace Hub.Adapters.Sftp;

/// <summary>There is no session, or no longer one. A session that threw this is over: dispose of it and connect again.</summary>
public sealed class SshException : IOException
{
    /// <param name="failure">Why.</param>
    /// <param name="message">What ssh said, printable and shortened; it holds no secret.</param>
    /// <param name="certainlyNotDelivered">Whether it failed before the session was up.</param>
    public SshException(SshFailure failure, string message, bool certainlyNotDelivered)
        : base(message)
    {
        Failure = failure;
        CertainlyNotDelivered = certainlyNotDelivered;
    }

    /// <summary>Why.</summary>
    public SshFailure Failure { get; }

    /// <summary>
    /// True when it failed before the session was up: no request left us, nothing changed at the server. False means unknown: what was
    /// asked last may have been done although its answer is missing.
    /// </summary>
    public bool CertainlyNotDelivered { get; }
}
