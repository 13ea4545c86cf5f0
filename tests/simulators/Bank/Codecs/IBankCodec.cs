namespace Hub.Simulators.Bank.Codecs;

/// <summary>One of the formats of FORMATS.md.</summary>
internal interface IBankCodec
{
    /// <summary>Ending of data files, without point.</summary>
    string Extension { get; }

    /// <summary>Reads a payment file.</summary>
    /// <exception cref="UnreadableFileException">It breaks the format.</exception>
    PaymentOrders ReadOrders(ReadOnlyMemory<byte> file);

    /// <summary>Writes a return file.</summary>
    byte[] Write(ReturnSheet sheet);

    /// <summary>Writes a statement.</summary>
    byte[] Write(StatementSheet sheet);

    /// <summary>Writes a notice of returns.</summary>
    byte[] Write(NoticeSheet sheet);

    /// <summary>Encodes a text with the format's character set.</summary>
    byte[] Encode(string text);

    /// <summary>After bytes of a file were changed: makes its own control value right again where the format has one.</summary>
    byte[] Reseal(byte[] file);
}
