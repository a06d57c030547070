// For browsers without modules: they cannot run the app.
location.replace('/unsupported.html');
