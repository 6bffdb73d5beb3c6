document.getElementById('face');
