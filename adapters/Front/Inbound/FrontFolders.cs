using Hub.Adapters.Sftp;

namespace Hub.Adapters.Front.Inbound;

/// <summary>Opens the folder of an institution.</summary>
/// <param name="root">Folder that relative files of the settings start from.</param>
internal sealed class FrontFolders(string root)
{
    public async Task<IFrontFolder> OpenAsync(FrontInstitution institution, ISftpConnector connector, CancellationToken cancel)
    {
        if (institution.Sftp.Host.Length == 0)
        {
            return new LocalFolder(Path.GetFullPath(institution.Folder, root));
        }

        var session = await connector.ConnectAsync(EndpointOf(institution.Sftp), cancel).ConfigureAwait(false);
        return new SftpFolder(session, institution.Folder);
    }

    private SftpEndpoint EndpointOf(FrontSftp sftp) => new()
    {
        Host = sftp.Host,
        Port = sftp.Port,
        User = sftp.User,
        IdentityFile = Path.GetFullPath(sftp.IdentityFile, root),
        KnownHostsFile = Path.GetFullPath(sftp.KnownHostsFile, root),
    };
}
