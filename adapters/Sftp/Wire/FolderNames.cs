using System.Text;

namespace Hub.Adapters.Sftp.Wire;

/// <summary>The names of a folder as they arrive, page by page (SSH_FXP_NAME), never more than asked for.</summary>
internal sealed class FolderNames(int entriesMax)
{
    /// <summary>A folder holds itself and its parent too, and most servers list them.</summary>
    private const int NamesOfItself = 2;
    private readonly List<SftpEntry> entries = [];
    private int names;

    /// <summary>True once more arrived than is taken: the rest of the folder need not be asked for.</summary>
    public bool IsOver { get; private set; }

    public SftpListing Listing => new(entries, !IsOver);

    public void Add(Answer page)
    {
        var fields = page.Expect(PacketType.Name);
        var count = fields.Number();
        if (count == 0)
        {
            // A server that sends only such pages would never come to an end.
            throw new BrokenProtocolException("a page of a folder without a name in it");
        }

        for (; count > 0 && !IsOver; count--)
        {
            var name = fields.Bytes();
            fields.Bytes();
            Add(name, fields.Attributes());
        }
    }

    private void Add(ReadOnlySpan<byte> name, SftpAttributes attributes)
    {
        var isItself = name.SequenceEqual("."u8) || name.SequenceEqual(".."u8);
        if (++names > entriesMax + NamesOfItself || (!isItself && entries.Count == entriesMax))
        {
            IsOver = true;
        }
        else if (!isItself)
        {
            var isSafe = SftpName.IsSafe(name);
            entries.Add(new SftpEntry(isSafe ? Encoding.ASCII.GetString(name) : SftpName.Show(name), isSafe, attributes));
        }
    }
}
