namespace Hub.Adapters.Bank.Outbound;

/// <summary>Every error of bringing a file to a bank, in the order in which it meets the checks.</summary>
public static class BankTransferErrorCodes
{
    // 18xx: the bank's inbox
    public static readonly BankError NameTaken = Error("1801", "under the file's name other bytes stand in the bank's inbox",
        "ask the bank whose file that is; never rename ours; resume when it is gone", BankFault.Bank);

    public static readonly BankError ControlTaken = Error("1802", "under the control file's name other bytes stand in the bank's inbox",
        "ask the bank whose file that is; resume when it is gone", BankFault.Bank);

    public static readonly BankError ContentMissing = Error("1803", "the bytes of the file are not in the content store, or not all of them",
        "restore the database; never seal the payments anew", BankFault.Hub);

    public static readonly BankError NoRoom = Error("1804", "the bank's server has no room, or our quota is used up",
        "ask the bank for room, then resume", BankFault.Bank);

    public static readonly BankError NotAllowed = Error("1805", "the bank's server does not let us write, rename or look",
        "ask the bank to set our account's rights to in, out and out/archive, then resume", BankFault.Bank);

    private static BankError Error(string number, string rule, string fix, BankFault fault) =>
        new("BNK-" + number, rule, fix, fault, "reliability.md 4.7 Writing");
}
