namespace Hub.Adapters.Sftp.Wire;

/// <summary>The two answers of SSH_FXP_STATUS that are no refusal.</summary>
internal static class StatusCode
{
    public const uint Ok = 0;
    public const uint EndOfFile = 1;
}
