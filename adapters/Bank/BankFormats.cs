using Hub.Adapters.Bank.Profiles;
using Hub.Certs.Registry;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank;

/// <summary>The formats of the configured banks; made and checked once at start.</summary>
public sealed class BankFormats : IBankFormats, IDisposable
{
    private readonly Dictionary<string, BankFormat> _formats = new(StringComparer.Ordinal);

    /// <param name="options">Settings.</param>
    /// <param name="folder">Folder that relative files start from.</param>
    /// <param name="registry">Gives the partners and their keys as they are now.</param>
    /// <param name="logger">Log.</param>
    /// <exception cref="BankProfileException">A setting, profile or key of the hub is wrong: file, member and rule.</exception>
    public BankFormats(BankOptions options, string folder, Func<PartnerRegistry> registry, ILogger<BankFormats> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        BankOptionRules.Check(options);
        var profiles = new ProfileBook(options.ProfileFolder.Length == 0 ? "" : Path.GetFullPath(options.ProfileFolder, folder));
        foreach (var bank in options.Banks)
        {
            var format = new BankFormat(bank, profiles.Find(bank.Id, bank.Profile), HubKey.Load(bank, folder), registry);
            _formats.Add(bank.Id, format);
            BankLog.Ready(logger, bank.Id, bank.Profile, bank.SigningKeyId);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Banks => _formats.Keys;

    /// <inheritdoc/>
    public IBankFormat Of(string bank) => _formats.TryGetValue(bank, out var format) ? format
        : throw new KeyNotFoundException("No bank of this name is configured.");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var format in _formats.Values)
        {
            format.Dispose();
        }
    }
}
