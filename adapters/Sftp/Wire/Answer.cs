namespace Hub.Adapters.Sftp.Wire;

/// <summary>An answer without its id.</summary>
/// <param name="Type">Type of packet.</param>
/// <param name="Body">What follows the id.</param>
internal readonly record struct Answer(PacketType Type, byte[] Body)
{
    public PacketReader Read() => new(Body);

    /// <summary>The code of a status; null for any other packet.</summary>
    public uint? StatusCode => Type == PacketType.Status ? Read().Number() : null;

    public PacketReader Expect(PacketType expected) => Type == expected
        ? Read()
        : throw new BrokenProtocolException($"an answer of type {(int)Type} in place of {(int)expected}");
}
