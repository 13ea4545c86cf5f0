using System.Globalization;
using System.Xml;
using Hub.Adapters.Bank.Wire;
using Hub.Adapters.Bank.Wire.Iso;

namespace Hub.Adapters.Bank.Files;

/// <summary>Pushes the elements of a document into the reader of its message and, where it is shipped, into the official schema.</summary>
internal sealed class IsoDocument(XmlReader xml, WatchedStream bytes, Func<IsoMessage, IsoFileReader> open, IsoLimits limits)
{
    private readonly XmlReader _xml = xml;
    private readonly WatchedStream _bytes = bytes;
    private readonly Func<IsoMessage, IsoFileReader> _open = open;
    private readonly IsoLimits _limits = limits;
    private readonly char[] _chars = new char[limits.TextCharsMax];
    private SchemaCheck? _schema;
    private string _space = "";
    private int _textChars;
    private int _length;
    private Task<int>? _waiting;
    private bool _isOver;

    /// <summary>Reader of the message; null until Document has begun.</summary>
    public IsoFileReader? Reader { get; private set; }

    /// <summary>Reads until there are records. False: the document has ended and all were given.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // A file has tens of nodes for each payment and nearly all of them are in the buffer: waiting is asked for only where there is
            // something to wait for.
            while (!_isOver)
            {
                var reading = _xml.ReadAsync();
                var more = reading.IsCompletedSuccessfully ? reading.Result : await reading.ConfigureAwait(false);
                if (!more)
                {
                    _isOver = true;
                    (Reader ?? throw Wrong(BankErrorCodes.MessageOther, "there is no ISO 20022 message in it")).Finish();
                }
                else
                {
                    _bytes.Progress();
                    if (Take() && !TryText())
                    {
                        await TextAsync().ConfigureAwait(false);
                    }
                }

                if (Reader is { HasRecords: true })
                {
                    return true;
                }
            }

            return false;
        }
        catch (XmlException e)
        {
            // The parser's text quotes what it found; only the place is passed on.
            throw Wrong(
                e.Message.Contains("DTD", StringComparison.Ordinal) ? BankErrorCodes.XmlDocumentType : BankErrorCodes.XmlMalformed,
                string.Create(CultureInfo.InvariantCulture, $"at line {e.LineNumber}, position {e.LinePosition}"));
        }
    }

    // True: a text has come that is wanted.
    private bool Take()
    {
        switch (_xml.NodeType)
        {
            case XmlNodeType.Element:
                Start();
                return false;
            case XmlNodeType.EndElement:
                End(_xml.Depth);
                return false;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                return Reader is not null && (_schema is not null || Reader.WantsText);
            default:
                return false;
        }
    }

    private void Start()
    {
        if (_xml.Depth >= _limits.DepthMax)
        {
            throw Wrong(BankErrorCodes.XmlTooDeep);
        }

        _textChars = 0;
        var depth = _xml.Depth;
        var isEmpty = _xml.IsEmptyElement;
        if (Reader is null)
        {
            Root();
        }
        else
        {
            Reader.Start(_xml, _space);
        }

        if (_schema is not null && !_schema.Start(_xml))
        {
            throw Broken();
        }

        if (isEmpty)
        {
            End(depth);
        }
    }

    // Banks wrap messages in envelopes of their own; the message inside is named, so that whoever looks knows what came.
    private void Root()
    {
        if (_xml.LocalName != "Document" || IsoMessage.Of(_xml.NamespaceURI) is not { } message)
        {
            return;
        }

        Reader = _open(message);
        if (_xml.Depth > 0)
        {
            throw Wrong(BankErrorCodes.Enveloped, message.Name);
        }

        _space = _xml.NamespaceURI;
        _schema = SchemaCheck.For(message, _xml);
    }

    private void End(int depth)
    {
        if (Reader is null)
        {
            return;
        }

        if (_schema is not null && !_schema.End())
        {
            throw Broken();
        }

        _textChars = 0;
        if (depth > 0)
        {
            Reader.End();
        }
    }

    // The usual text is whole in the buffer and is read in two steps, the second of which says that there is no more.
    private bool TryText()
    {
        while (true)
        {
            var reading = _xml.ReadValueChunkAsync(_chars, _length, _chars.Length - _length);
            if (!reading.IsCompletedSuccessfully)
            {
                _waiting = reading;
                return false;
            }

            if (!Taken(reading.Result))
            {
                return true;
            }
        }
    }

    private async ValueTask TextAsync()
    {
        while (Taken(await _waiting!.ConfigureAwait(false)))
        {
            _waiting = _xml.ReadValueChunkAsync(_chars, _length, _chars.Length - _length);
        }

        _waiting = null;
    }

    // False: the text is over, and has been given on.
    private bool Taken(int count)
    {
        _length += count;
        _textChars += count;
        if (_textChars >= _limits.TextCharsMax)
        {
            throw Wrong(BankErrorCodes.XmlTooLong);
        }

        if (count > 0)
        {
            return true;
        }

        var text = new string(_chars, 0, _length);
        _length = 0;
        if (_schema is not null && !_schema.Text(text))
        {
            throw Broken();
        }

        if (Reader!.WantsText)
        {
            Reader.Text(text);
        }

        return false;
    }

    private BankWireException Wrong(BankError error, string detail = "") => new(error, Reader?.Entry ?? 0, Reader?.Shown ?? "document", detail);

    private BankWireException Broken() => Wrong(BankErrorCodes.SchemaBroken);
}
