using System.ComponentModel.DataAnnotations;
using Hub.Adapters.Front.Inbound;
using Hub.Adapters.Front.Translation;
using Hub.Adapters.Sftp;
using Hub.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Hub.Adapters.Front;

/// <summary>Puts the front machines into a host.</summary>
public static class FrontServices
{
    private const int InstitutionsMax = 1000;

    /// <param name="services">The host's services; a PartnerRegistryFile, the content store and the journal must be among them.</param>
    /// <param name="options">Settings; checked here.</param>
    /// <param name="folder">Folder that relative files start from.</param>
    /// <exception cref="ValidationException">A setting is wrong; the message names it.</exception>
    public static IServiceCollection AddFront(this IServiceCollection services, FrontOptions options, string folder)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        services.AddSingleton(options).AddSingleton(new FrontFolders(Path.GetFullPath(folder)));
        services.AddSingleton(_ => new FrontDatabases(Path.GetFullPath(folder)));
        services.TryAddSingleton<InboundPipeline>();
        services.TryAddSingleton<ISftpConnector>(provider => new OpenSshConnector(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAnswerEncoder, FrontAnswerEncoder>();
        services.AddSingleton<RecordSubmission>().AddSingleton<FileIntake>().AddSingleton<FrontInbox>().AddSingleton<FrontTables>();
        if (options.Institutions.Any(i => i.Folder.Length > 0))
        {
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<FrontInbox>());
        }

        if (options.Institutions.Any(i => i.DatabaseSecret.Length > 0))
        {
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<FrontTables>());
        }

        return services;
    }

    private static void Check(FrontOptions options)
    {
        Section("Front", options);
        var partners = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Institutions.Count; i++)
        {
            var (institution, name) = (options.Institutions[i], FormattableString.Invariant($"Front:Institutions:{i}"));
            Section(name, institution);
            Section(name + ":Sftp", institution.Sftp);
            Rule(institution.Partner.Length > 0 && institution.TreatmentDivision.Length > 0, name + ": Partner and TreatmentDivision are required");
            Rule(partners.Add(institution.Partner), name + ":Partner stands twice");
            Rule(institution.Folder.Length > 0 || institution.DatabaseSecret.Length > 0, name + ": give a Folder or a DatabaseSecret");
            Rule(institution.Sftp.Host.Length == 0
                || (institution.Sftp.User.Length > 0 && institution.Sftp.IdentityFile.Length > 0 && institution.Sftp.KnownHostsFile.Length > 0),
                name + ":Sftp: User, IdentityFile and KnownHostsFile go with Host");
        }

        Rule(options.Institutions.Count <= InstitutionsMax, "Front:Institutions has at most 1,000 institutions");
    }

    private static void Section(string name, object section)
    {
        var problems = new List<ValidationResult>();
        Rule(
            Validator.TryValidateObject(section, new ValidationContext(section), problems, validateAllProperties: true),
            name + ":" + string.Join(", ", problems.SelectMany(p => p.MemberNames)) + " breaks the rule of its declaration");
    }

    private static void Rule(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ValidationException(problem);
        }
    }
}
