namespace Hub.Adapters.Sftp;

/// <summary>Why there is no session, or no longer one.</summary>
public enum SshFailure
{
    /// <summary>None of the others; the text says what ssh said.</summary>
    Other,

    /// <summary>The server showed another key than the pinned one: an attack, or a change that two persons must approve.</summary>
    HostKeyChanged,

    /// <summary>No key of this host is pinned.</summary>
    HostKeyUnknown,

    /// <summary>The server does not accept our key or account, or our key file is unreadable or open to others.</summary>
    AuthenticationFailed,

    /// <summary>Nobody listens on the port.</summary>
    Refused,

    /// <summary>No connection or no answer within the limit.</summary>
    Timeout,

    /// <summary>The host name does not resolve.</summary>
    NameNotFound,

    /// <summary>The connection ended: closed by the server, by the network, or because another call of the session failed.</summary>
    ConnectionLost,

    /// <summary>The server offers only algorithms that are no longer safe.</summary>
    NoCommonAlgorithm,

    /// <summary>The server broke the protocol; the connection was ended.</summary>
    ProtocolBroken,

    /// <summary>The <c>ssh</c> program is not installed or cannot be started.</summary>
    ClientMissing,
}
