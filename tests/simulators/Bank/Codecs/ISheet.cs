namespace Hub.Simulators.Bank.Codecs;

/// <summary>Contents of a file that the bank sends: what its control file counts and how a codec writes it.</summary>
internal interface ISheet
{
    /// <summary>First part of the file's name: RET, STM or NTF.</summary>
    string Prefix { get; }

    /// <summary>Lines, as the control file counts them.</summary>
    int Count { get; }

    /// <summary>Sum in fen, as the control file states it.</summary>
    long ControlFen { get; }

    /// <summary>Writes it in one of the formats.</summary>
    byte[] Encode(IBankCodec codec);

    /// <summary>The same sheet whose totals do not fit its lines.</summary>
    ISheet WithWrongTotals();

    /// <summary>The same sheet with this text in a free field of the first line; itself when it has no line.</summary>
    ISheet WithText(string text);
}
