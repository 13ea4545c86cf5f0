namespace Hub.Host.Commands;

/// <summary>What every command returns; scripts rely on it.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;

    /// <summary>It was tried and did not succeed, or the answer is no.</summary>
    internal const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>What the command line names does not exist.</summary>
    internal const int NotFound = 3;

    /// <summary>It would be possible but must not be done, for example overwriting a key.</summary>
    internal const int Refused = 4;
}

/// <summary>Ends a command with a message and a code.</summary>
internal sealed class CommandException(int code, string message) : Exception(message)
{
    internal int Code { get; } = code;
}
