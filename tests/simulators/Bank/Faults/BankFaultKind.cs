namespace Hub.Simulators.Bank.Faults;

/// <summary>How the bank misbehaves. "Booked" is what its own books say, whatever its files tell.</summary>
public enum BankFaultKind
{
    /// <summary>A payment: not booked, answered F.</summary>
    RejectLine,

    /// <summary>A payment file: refused as a whole, nothing booked.</summary>
    RejectFile,

    /// <summary>A payment: paid, and at an end of day <see cref="BankFaultRule.AfterDays"/> later credited back with a notice.</summary>
    ReturnLater,

    /// <summary>A payment: booked, answered P; the final word follows with <c>POST /admin/resend</c> or at the end of the day.</summary>
    InProcess,

    /// <summary>A payment file: booked, its return file comes only after <c>POST /admin/resend</c>.</summary>
    LoseAnswer,

    /// <summary>A return file: the same bytes once more under the next name, and again under the same name once the reader took it away.</summary>
    DuplicateAnswer,

    /// <summary>A return file: a second one says other things about <see cref="BankFaultRule.Count"/> payments.</summary>
    ContradictAnswer,

    /// <summary>A payment: booked twice, answered once.</summary>
    ExecuteTwice,

    /// <summary>A payment file: executed twice, answered once.</summary>
    ExecuteFileTwice,

    /// <summary>A payment: booked, answered F.</summary>
    PaidThoughRejected,

    /// <summary>A payment's debit: booked, on no statement.</summary>
    StatementOmits,

    /// <summary>A payment's debit: one fen more on the statement than booked.</summary>
    StatementAlters,

    /// <summary>A statement: has <see cref="BankFaultRule.Count"/> debits that nobody ordered and that are not booked.</summary>
    StatementInvents,

    /// <summary>A file: its totals do not fit its lines; control value and control file do.</summary>
    WrongTotals,

    /// <summary>A file: ends in the middle; the control file fits what is there.</summary>
    TruncatedFile,

    /// <summary>A file: the control file is there first, the data file grows in slices with <see cref="BankFaultRule.Delay"/> between them.</summary>
    GrowingFile,

    /// <summary>A file: bytes that the character set does not have, in a free field of the first line.</summary>
    BadEncoding,

    /// <summary>A file: half a character at the end of a free field of the first line.</summary>
    CutCharacter,

    /// <summary>A file: the control file's signature is over other bytes.</summary>
    BadControlSignature,

    /// <summary>A file: the control file is signed with another bank's key, and says so.</summary>
    OtherBanksKey,

    /// <summary>A file: beside it come a link, a pipe, a folder and names that no bank should use.</summary>
    HostileName,

    /// <summary>A file: nothing in it; the control file fits.</summary>
    ZeroBytes,

    /// <summary>A file: <see cref="BankFaultRule.Bytes"/> of zeros, of which the disk holds none; the control file is that of the true content.</summary>
    HugeFile,

    /// <summary>While in force: the SSH server shows another host key.</summary>
    ChangeHostKey,

    /// <summary>While in force: connections are refused.</summary>
    RefuseConnections,

    /// <summary>While in force: the SSH server lets clients in and then says nothing.</summary>
    HangAfterAuth,

    /// <summary>While in force: the disk of <c>in</c> is full (a small file system in memory; root only).</summary>
    FullDisk,
}
