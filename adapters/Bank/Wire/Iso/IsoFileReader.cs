using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>
/// Reads one message element by element; whoever waits pushes them. The kinds of messages give the records. An amount in another currency
/// than CNY is refused wherever it stands.
/// </summary>
internal abstract class IsoFileReader
{
    private const int IdCharsMax = 35;
    private readonly Queue<WireRecord> _ready = new();
    private readonly FrozenDictionary<string, int> _paths;
    private readonly string _message;
    private PathNode? _root;
    private PathNode? _node;
    private bool _isLeaf;
    private bool _hasCurrency;
    private string _text = "";

    /// <param name="addressee">Who the file must be for.</param>
    /// <param name="message">The element under Document.</param>
    /// <param name="paths">Paths under it that are known.</param>
    protected IsoFileReader(Addressee addressee, string message, FrozenDictionary<string, int> paths)
    {
        Addressee = addressee;
        _message = message;
        _paths = paths;
    }

    /// <summary>Entries (payments, bookings) begun so far.</summary>
    public int Entry { get; protected set; }

    /// <summary>Whether the text of the element that has begun is wanted.</summary>
    public bool WantsText => _isLeaf && _node is { Id: > 0 };

    /// <summary>The element that is read, as errors show it.</summary>
    public string Shown => _node?.Shown ?? "Document";

    protected Addressee Addressee { get; }

    /// <summary>Takes the beginning of an element under Document.</summary>
    public void Start(XmlReader element, string space)
    {
        var name = element.NamespaceURI == space ? element.LocalName : "{}";
        if (_node is null)
        {
            _node = _root is null && name == _message ? _root = PathNode.Root(_paths, name)
                : throw Wrong(_root is null ? BankErrorCodes.ElementMissing : BankErrorCodes.ElementTwice, _message);
        }
        else
        {
            _node = _node.Child(name) ?? throw Wrong(BankErrorCodes.XmlTooLong, name, "too many different elements");
        }

        (_isLeaf, _hasCurrency, _text) = (true, false, "");
        if (element.HasAttributes)
        {
            _hasCurrency = element.GetAttribute("Ccy") is { } currency && (currency == "CNY" || ThrowCurrency());
        }

        if (_node.Id > 0)
        {
            Open(_node.Id);
        }
    }

    /// <summary>Takes text of the element that has begun.</summary>
    public void Text(string text) => _text = _text.Length == 0 ? text : _text + text;

    /// <summary>Takes the end of an element.</summary>
    public void End()
    {
        if (_node!.Id > 0)
        {
            if (_isLeaf)
            {
                Value(_node.Id, _text);
            }
            else
            {
                Close(_node.Id);
            }
        }

        (_node, _isLeaf, _text) = (_node.Parent, false, "");
    }

    /// <summary>The file ends here.</summary>
    public void Finish()
    {
        if (_root is null)
        {
            throw Wrong(BankErrorCodes.ElementMissing, _message);
        }

        EndMessage();
    }

    /// <summary>Whether a record is complete.</summary>
    public bool HasRecords => _ready.Count > 0;

    /// <summary>A record that is complete.</summary>
    public bool TryTake([NotNullWhen(true)] out WireRecord? record) => _ready.TryDequeue(out record);

    /// <summary>Something is wrong at an element.</summary>
    public BankWireException Wrong(BankError error, string? field = null, string detail = "") => new(error, Entry, field ?? Shown, detail);

    /// <summary>The message has ended: what it states in all is compared.</summary>
    protected abstract void EndMessage();

    /// <summary>A known element begins.</summary>
    protected virtual void Open(int id)
    {
    }

    /// <summary>A known element without children has ended.</summary>
    protected abstract void Value(int id, string text);

    /// <summary>A known element with children has ended.</summary>
    protected abstract void Close(int id);

    protected void Give(WireRecord record) => _ready.Enqueue(record);

    protected static FrozenDictionary<string, int> Paths<T>(params (string Path, T Id)[] paths)
        where T : struct, Enum =>
        paths.ToFrozenDictionary(path => path.Path, path => Convert.ToInt32(path.Id, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>An identification: not empty, at most 35 characters, one line. It may stand once.</summary>
    protected string Id(string text, string? before = null)
    {
        if (before is not null)
        {
            throw Wrong(BankErrorCodes.ElementTwice);
        }

        return text.Trim() is not { Length: > 0 } id ? throw Wrong(BankErrorCodes.Missing)
            : id.Length > IdCharsMax ? throw Wrong(BankErrorCodes.FieldTooLong)
            : id.Any(char.IsControl) ? throw Wrong(BankErrorCodes.ControlCharacter)
            : id;
    }

    /// <summary>Free text on one line.</summary>
    protected string Line(string text) => IsoValue.Line(text) ?? throw Wrong(BankErrorCodes.ControlCharacter);

    /// <summary>An amount with its currency, fen.</summary>
    protected long Amount(string text)
    {
        if (!_hasCurrency)
        {
            throw Wrong(BankErrorCodes.CurrencyOther, null, "Ccy is missing");
        }

        return Sum(text);
    }

    /// <summary>An amount without a currency of its own, fen.</summary>
    protected long Sum(string text) => IsoValue.Fen(text) ?? throw Wrong(BankErrorCodes.AmountForm, null, "yuan with at most two decimals, no sign");

    protected int Count(string text) => IsoValue.Count(text) ?? throw Wrong(BankErrorCodes.NotANumber);

    protected DateTime Time(string text) => IsoValue.Time(text) ?? throw Wrong(BankErrorCodes.TimeForm);

    protected DateOnly Date(string text) => IsoValue.Date(text) ?? throw Wrong(BankErrorCodes.DateForm);

    protected bool Flag(string text) => IsoValue.Flag(text) ?? throw Wrong(BankErrorCodes.WordUnknown, null, "true or false");

    /// <summary>True for a credit.</summary>
    protected bool IsCredit(string text) => text.Trim() switch
    {
        "CRDT" => true,
        "DBIT" => false,
        _ => throw Wrong(BankErrorCodes.WordUnknown, null, "CRDT or DBIT"),
    };

    /// <summary>What must have stood by now.</summary>
    protected T Needed<T>(T? value, string element)
        where T : struct => value ?? throw Wrong(BankErrorCodes.ElementMissing, element);

    /// <summary>What must have stood by now.</summary>
    protected string Needed(string? value, string element) => value ?? throw Wrong(BankErrorCodes.ElementMissing, element);

    /// <summary>Adds up to 18 digits.</summary>
    protected long Add(long sum, long amount) =>
        sum + amount is var total and <= 999_999_999_999_999_999 and >= -999_999_999_999_999_999 ? total
            : throw Wrong(BankErrorCodes.AmountTooLarge, null, "the sum");

    private bool ThrowCurrency() => throw Wrong(BankErrorCodes.CurrencyOther, _node!.Shown + "/@Ccy");
}
