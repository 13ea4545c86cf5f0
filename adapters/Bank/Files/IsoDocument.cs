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
    private bool _isOver;

    /// <summary>Reader of the message; null until Document has begun.</summary>
    public IsoFileReader? Reader { get; private set; }

    /// <summary>Reads until there are records. False: the document has ended and all were given.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (!_isOver)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await StepAsync().ConfigureAwait(false);
            if (Reader is { HasRecords: true })
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask StepAsync()
    {
        try
        {
            if (!await _xml.ReadAsync().ConfigureAwait(false))
            {
                _isOver = true;
                (Reader ?? throw Wrong(BankErrorCodes.MessageOther, "there is no ISO 20022 message in it")).Finish();
                return;
            }

            _bytes.Progress();
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    Start();
                    break;
                case XmlNodeType.EndElement:
                    End(_xml.Depth);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when Reader is not null && (_schema is not null || Reader.WantsText):
                    Text(await TextAsync().ConfigureAwait(false));
                    break;
                default:
                    break;
            }
        }
        catch (XmlException e)
        {
            // The parser's text quotes what it found; only the place is passed on.
            throw Wrong(
                e.Message.Contains("DTD", StringComparison.Ordinal) ? BankErrorCodes.XmlDocumentType : BankErrorCodes.XmlMalformed,
                string.Create(CultureInfo.InvariantCulture, $"at line {e.LineNumber}, position {e.LinePosition}"));
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

    private void Text(string text)
    {
        if (_schema is not null && !_schema.Text(text))
        {
            throw Broken();
        }

        if (Reader!.WantsText)
        {
            Reader.Text(text);
        }
    }

    private async ValueTask<string> TextAsync()
    {
        var length = 0;
        int count;
        while ((count = await _xml.ReadValueChunkAsync(_chars, length, _chars.Length - length).ConfigureAwait(false)) > 0)
        {
            length += count;
            _textChars += count;
            if (_textChars >= _limits.TextCharsMax)
            {
                throw Wrong(BankErrorCodes.XmlTooLong);
            }
        }

        return new string(_chars, 0, length);
    }

    private BankWireException Wrong(BankError error, string detail = "") => new(error, Reader?.Entry ?? 0, Reader?.Shown ?? "document", detail);

    private BankWireException Broken() => Wrong(BankErrorCodes.SchemaBroken);
}
