namespace Hub.Simulators.Bank.Ssh;

/// <summary>How an SSH server stands at the moment.</summary>
/// <param name="OtherHostKey">It shows a second host key that no client knows.</param>
/// <param name="Refuses">It does not listen.</param>
/// <param name="Hangs">It lets clients in and never speaks SFTP.</param>
internal sealed record SshCondition(bool OtherHostKey = false, bool Refuses = false, bool Hangs = false);
